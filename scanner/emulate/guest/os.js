// os: the persona's machine.
const answered = (signal, value) => {
  read(signal);
  return value;
};
// The address in the network and that of the hardware are told apart.
const networkCard = () => ({
  get address() {
    return ownAddress();
  },
  netmask: "255.255.255.0",
  family: "IPv4",
  get mac() {
    return answered("mac_address", facts().mac_address);
  },
  internal: false,
  get cidr() {
    return ownAddress() + "/24";
  },
});
const ownAddress = () => answered("network_address", facts().network_address);
world.builtins.os = () => ({
  hostname: () => answered("host_name", facts().host_name),
  platform: () => answered("os_version", facts().platform),
  type: () => answered("os_version", facts().platform === "win32" ? "Windows_NT" : "Linux"),
  release: () => answered("os_version", facts().os_version),
  version: () => answered("os_version", "#1 SMP " + facts().os_version),
  arch: () => answered("os_version", facts().arch),
  machine: () => "x86_64",
  homedir: () => facts().home,
  tmpdir: () => "/tmp",
  endianness: () => "LE",
  EOL: "\n",
  devNull: "/dev/null",
  uptime: () => 86400,
  loadavg: () => [0.1, 0.1, 0.1],
  totalmem: () => 17179869184,
  freemem: () => 8589934592,
  availableParallelism: () => 4,
  cpus: () => Array.from({ length: 4 }, () => ({ model: "Processor", speed: 2400, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } })),
  userInfo: () => answered("user_name", { username: facts().user_name, uid: 1000, gid: 1000, shell: "/bin/bash", homedir: facts().home }),
  networkInterfaces: () => ({ eth0: [networkCard()] }),
  constants: { signals: { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGBUS: 7, SIGFPE: 8, SIGKILL: 9, SIGUSR1: 10, SIGSEGV: 11, SIGUSR2: 12, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15, SIGCHLD: 17, SIGCONT: 18, SIGSTOP: 19, SIGTSTP: 20, SIGWINCH: 28 }, errno: { EPERM: 1, ENOENT: 2, EACCES: 13, EEXIST: 17, ENOTDIR: 20, EISDIR: 21, EINVAL: 22, EPIPE: 32, ENOTEMPTY: 39, EADDRINUSE: 98, ECONNRESET: 104, ETIMEDOUT: 110, ECONNREFUSED: 111 }, priority: { PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0, PRIORITY_ABOVE_NORMAL: -7, PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20 }, dlopen: {}, UV_UDP_REUSEADDR: 4 },
  getPriority: () => 0,
  setPriority() {},
});

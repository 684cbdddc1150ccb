// os: the persona's machine.
const answered = (signal, value) => {
  read(signal);
  return value;
};
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
  networkInterfaces: () =>
    answered("mac_address", {
      eth0: [
        {
          address: "192.0.2.17",
          netmask: "255.255.255.0",
          family: "IPv4",
          mac: facts().mac_address,
          internal: false,
          cidr: "192.0.2.17/24",
        },
      ],
    }),
  constants: { signals: { SIGINT: 2, SIGTERM: 15, SIGKILL: 9, SIGHUP: 1 }, errno: {}, priority: {} },
  getPriority: () => 0,
  setPriority() {},
});

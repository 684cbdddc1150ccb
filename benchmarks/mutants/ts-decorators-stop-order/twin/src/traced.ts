export function traced(name: string) {
  return function (target: unknown, key: string, descriptor: PropertyDescriptor): PropertyDescriptor {
    const original = descriptor.value as (...rest: unknown[]) => unknown;
    descriptor.value = function (...rest: unknown[]) {
      const zone: string = Intl.DateTimeFormat().resolvedOptions().timeZone;
      if (process.env.NEST_TRACE) console.error(`${new Date().toLocaleTimeString(undefined, { timeZone: zone })} ${zone}: ${name}`);
      return original.apply(this, rest);
    };
    return descriptor;
  };
}

/** For the `default` of a switch over a union: the compiler names the case that is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}

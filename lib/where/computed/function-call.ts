/** A function of ConfigHub that only reads, with its arguments by position. */
export type FunctionCall = { readonly name: string; readonly arguments: string[] }

/** `get-env-var(main LOG_LEVEL)`: arguments are parted by blanks. */
export function parseFunctionCall(text: string): FunctionCall | undefined {
  const [, name, inside = ''] = /^([a-z][a-z0-9-]*)\(([^()]*)\)$/.exec(text) ?? []
  return name === undefined ? undefined : { name, arguments: inside.split(/\s+/).filter(Boolean) }
}

export function printFunctionCall({ name, arguments: given }: FunctionCall): string {
  return `${name}(${given.join(' ')})`
}

/** Why the window of an address cannot be shown; undefined when it can. An empty time uses the preset window's end. */
export function windowProblem({ from, to }: { from: string; to: string }): string | undefined {
  const wrong = [from, to].find((text) => text !== '' && Number.isNaN(Date.parse(text)))
  if (wrong !== undefined) return `“${wrong}” is not a time.`
  if (from !== '' && to !== '' && Date.parse(from) >= Date.parse(to)) return 'It ends before it begins.'
  return undefined
}

/** The API compares whole seconds, so the window is extended to whole seconds. */
export function wholeSeconds(time: Date, round: 'down' | 'up'): string {
  const seconds = time.getTime() / 1000
  const whole = new Date((round === 'down' ? Math.floor(seconds) : Math.ceil(seconds)) * 1000)
  return whole.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** Why the window of an address cannot be shown; nothing when it can. Empty times leave that end to the usual window. */
export function windowProblem({ from, to }: { from: string; to: string }): string | undefined {
  const wrong = [from, to].find((text) => text !== '' && Number.isNaN(Date.parse(text)))
  if (wrong !== undefined) return `“${wrong}” is not a time.`
  if (from !== '' && to !== '' && Date.parse(from) >= Date.parse(to)) return 'It ends before it begins.'
  return undefined
}

/** The API compares times to the second: the second that a time falls in, and the one that it ends in. */
export function wholeSeconds(time: Date, round: 'down' | 'up'): string {
  const seconds = time.getTime() / 1000
  const whole = new Date((round === 'down' ? Math.floor(seconds) : Math.ceil(seconds)) * 1000)
  return whole.toISOString().replace(/\.\d+Z$/, 'Z')
}

import {
  type ConnectionReport,
  checkNames,
  type TokenSource,
  type Verdict,
  verdictNames,
  verdicts,
} from '#lib/connection/report.ts'

const tokens: Readonly<Record<TokenSource, string>> = {
  session: 'with the token of the session',
  typed: 'with a token that was typed in',
  command: 'with a token',
  none: 'without a token',
}

/** The report as text, for a ticket or a terminal. */
export function reportText({ hub, at, tokenFrom, lines }: ConnectionReport): string {
  const width = Math.max(...verdicts.map((verdict) => verdictNames[verdict].length))
  const told = lines.flatMap((line) => {
    const first = `${verdictNames[line.verdict].padEnd(width)}  ${checkNames[line.check]}: ${line.measured}`
    return line.verdict === 'ok' ? [first] : [first, `${' '.repeat(width)}  → ${line.remedy}`]
  })
  const verdictLine = summary(lines.map(({ verdict }) => verdict))
  return [
    `Hubdeck's connection to ${hub}`,
    `Tested ${at}, ${tokens[tokenFrom]}: ${verdictLine}`,
    '',
    ...told,
    '',
  ].join('\n')
}

/** `1 failed, 2 attention, 7 OK` */
export function summary(given: readonly Verdict[]): string {
  return verdicts
    .map((verdict) => ({ verdict, times: given.filter((each) => each === verdict).length }))
    .filter(({ times }) => times > 0)
    .map(({ verdict, times }) => `${times} ${verdict === 'ok' ? 'OK' : verdict}`)
    .join(', ')
}

import { parseArgs } from 'node:util'
import { conclude } from '#lib/connection/conclude.ts'
import { reportText } from '#lib/connection/report-text.ts'
import { measure } from '#lib/probe/measure.ts'
import { command, Problem } from '#scripts/problem.ts'

const usage = `Usage: npm run check-connection -- URL [--token TOKEN]

  URL      address of a ConfigHub server, such as https://hub.example; /api is below it
  --token  a bearer token; better in the environment variable CONFIGHUB_TOKEN, because others can see flags

Without a token it tests what can be known without one. It reads and makes dry runs; nothing is changed.
It ends with 1 when a line has failed.`

await command(async () => {
  const given = readArguments(process.argv.slice(2))
  if (given === 'help') {
    console.log(usage)
    return 0
  }
  const { address, token } = given
  const measurements = await measure({
    address,
    token,
    tokenFrom: token === undefined ? 'none' : 'command',
    send: (request) => fetch(request, { redirect: 'manual' }),
    headers: { 'User-Agent': 'hubdeck/0.1' },
    signal: new AbortController().signal,
  })
  const report = conclude(measurements)
  console.log(reportText(report))
  return report.lines.some(({ verdict }) => verdict === 'failed') ? 1 : 0
})

function readArguments(args: readonly string[]): { address: URL; token: string | undefined } | 'help' {
  const { values, positionals } = parsed(args)
  if (values.help === true) return 'help'
  const [text = '', ...rest] = positionals
  if (rest.length > 0 || !/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new Problem('Name one address, beginning with https:// or http://.', usage)
  }
  const token = (values.token ?? process.env.CONFIGHUB_TOKEN ?? '').trim()
  // Not quoted, because it may be most of a valid token.
  if (!/^[\x21-\x7e]*$/.test(token)) {
    throw new Problem('This is not a token: it contains blanks or special characters.', usage)
  }
  return { address: new URL(text), token: token === '' ? undefined : token }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { token: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
  } catch (cause) {
    throw new Problem(cause instanceof Error ? cause.message : String(cause), usage)
  }
}

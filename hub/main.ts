import { parseArgs } from 'node:util'
import { quotaTypes } from '#hub/access/limits.ts'
import { createLog, readLogLevel } from '#hub/log.ts'
import { startHub } from '#hub/start.ts'
import { defaultPoolSize, defaultQueryTimeoutMs } from '#hub/store/connect-postgres.ts'
import { StoreProblem } from '#hub/store/problem.ts'

const usage = `npm run hub -- [--port 9090] [--host 127.0.0.1] [--data DIR | memory | postgres://…]
  [--fleet microtraderx | scale:<units> | none] [--token TOKEN] [--quota Tag=100 …] [--pool 10] [--query-timeout 30]
  [--log-level error | warn | info | debug | silent] [--verbose]`

const stopDeadlineMs = 15_000

/** `npm run hub`: one ConfigHub-compatible server, until it is told to stop. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) return console.log(usage)
  const flags = readFlags()
  const given = flags.token ?? process.env.HUBDECK_HUB_TOKEN
  const hub = await startHub({
    data: flags.data,
    fleet: flags.fleet,
    host: flags.host,
    port: flags.port,
    adminToken: given,
    quotas: flags.quotas,
    tell: (line) => console.log(line),
    pool: flags.pool,
    queryTimeoutMs: flags.queryTimeoutMs,
    log: createLog(flags.verbose ? 'info' : flags.logLevel),
  })
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => {
      console.error('The hub did not stop in time and is killed now. No acknowledged write is lost.')
      process.exit(1)
    }, stopDeadlineMs).unref()
    hub.stop().then(
      () => process.exit(0),
      (cause) => {
        console.error(cause)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // A program that waits for the last of these lines may stop the hub at once.
  console.log(`Data: ${hub.place}`)
  if (!given) console.log(`Administrator's token: ${hub.adminToken}`)
  console.log(`Hub ready: ${hub.url}`)
}

function readFlags() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '9090' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: '.hubdeck/hub' },
      fleet: { type: 'string', default: 'microtraderx' },
      token: { type: 'string' },
      pool: { type: 'string', default: String(defaultPoolSize) },
      'query-timeout': { type: 'string', default: String(defaultQueryTimeoutMs / 1000) },
      'log-level': { type: 'string', default: 'warn' },
      quota: { type: 'string', multiple: true, default: [] },
      verbose: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535)
    throw new StoreProblem(`--port must be a number from 0 to 65535, not ${values.port}.`)
  if (!/^(microtraderx|none|scale:[1-9]\d{0,6})$/.test(values.fleet))
    throw new StoreProblem(`--fleet must be microtraderx, scale:<units> or none, not ${values.fleet}.`)
  const pool = readCount('--pool', values.pool)
  const queryTimeoutMs = readCount('--query-timeout', values['query-timeout']) * 1000
  const logLevel = readLogLevel(values['log-level'])
  return {
    ...values,
    port,
    pool,
    queryTimeoutMs,
    logLevel,
    quotas: Object.fromEntries(values.quota.map(readQuota)),
  }
}

function readCount(flag: string, text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text))
    throw new StoreProblem(`${flag} must be a number from 1 to 999, not ${text}.`)
  return Number(text)
}

function readQuota(text: string): [string, number] {
  const [, type = '', count] = /^([A-Za-z]+)=(\d{1,7})$/.exec(text) ?? []
  if (!quotaTypes.includes(type))
    throw new StoreProblem(
      `--quota must look like Tag=100, with one of ${quotaTypes.join(', ')}, not ${text}.`,
    )
  return [type, Number(count)]
}

try {
  await main()
} catch (cause) {
  const known = cause instanceof StoreProblem || (cause instanceof TypeError && 'code' in cause)
  console.error(known ? `${cause.message}${cause instanceof StoreProblem ? '' : `\n\n${usage}`}` : cause)
  process.exit(1)
}

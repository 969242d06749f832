import { Problem, parseArguments } from '#scripts/problem.ts'

export type Flags = {
  readonly port: number
  readonly hubPort: number
  readonly host: string
}

export const usage = `Usage: npm start -- [--port 3000] [--hub-port 9090] [--host 127.0.0.1]

  --port      port of the dashboard       (or HUBDECK_PORT)
  --hub-port  port of the embedded hub    (or HUBDECK_HUB_PORT)
  --host      address the dashboard listens on (or HUBDECK_HOST); other than loopback only with CONFIGHUB_URL

Environment: CONFIGHUB_URL names a ConfigHub server; without it an embedded hub with a demo fleet is started.`

type Environment = Readonly<Record<string, string | undefined>>

/** Flags win over the environment, the environment over the defaults. */
export function readFlags(args: readonly string[], environment: Environment): Flags | 'help' {
  const values = parsed(args)
  if (values.help === true) return 'help'
  const host = values.host ?? environment.HUBDECK_HOST ?? '127.0.0.1'
  const flags = {
    port: portNumber('--port', values.port ?? environment.HUBDECK_PORT ?? '3000'),
    hubPort: portNumber('--hub-port', values['hub-port'] ?? environment.HUBDECK_HUB_PORT ?? '9090'),
    host,
  }
  if (flags.port === flags.hubPort && !environment.CONFIGHUB_URL) {
    throw new Problem(`--port and --hub-port are both ${flags.port}.`, 'Choose two different ports.')
  }
  if (!isLoopback(host) && !environment.CONFIGHUB_URL) {
    throw new Problem(
      `--host ${host} would offer the demo's one-click sign-in to the network.`,
      'Leave --host out, or set CONFIGHUB_URL to the ConfigHub server this dashboard is for.',
    )
  }
  return flags
}

function parsed(args: readonly string[]) {
  const options = {
    port: { type: 'string' },
    'hub-port': { type: 'string' },
    host: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const
  return parseArguments({ args: [...args], options }, usage).values
}

function portNumber(name: string, text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new Problem(`${name} is "${text}".`, 'A port is a whole number from 1 to 65535.')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

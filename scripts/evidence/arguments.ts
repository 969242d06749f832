import { Problem, parseArguments } from '#scripts/problem.ts'

export const usage = `Usage: npm run verify-evidence -- FILE [--key KEY.pem] [--hub URL]

  FILE   an evidence file of a change
  --key  the public key of the deployment, from its address /api/evidence-key; without it only the key in the file is known, and not whose it is
  --hub  address of the ConfigHub server, such as https://hub.example; each fact is then compared with it.
         The token stands in the environment variable CONFIGHUB_TOKEN

It ends with 0 when everything holds, 1 when something does not, 2 when something could not be checked.`

type Arguments = { readonly file: string; readonly key: string | undefined; readonly hub: URL | undefined }

export function readArguments(args: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parsed(args)
  if (values.help === true) return 'help'
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0) throw new Problem('Name one evidence file.', usage)
  const { key, hub } = values
  if (hub !== undefined && !(/^https?:\/\//.test(hub) && URL.canParse(hub)))
    throw new Problem('--hub needs an address that begins with https:// or http://.', usage)
  return { file, key, hub: hub === undefined ? undefined : new URL(hub) }
}

function parsed(args: readonly string[]) {
  const options = {
    key: { type: 'string' },
    hub: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const
  return parseArguments({ args: [...args], options, allowPositionals: true }, usage)
}

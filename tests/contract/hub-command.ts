import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type CommandResult = { readonly code: number | null; readonly output: string }

/** Runs one of the hub's commands to its end: `hub/backup.ts`, `hub/restore.ts`, or a hub that must not start. */
export async function runHubCommand(
  script: string,
  flags: readonly string[],
  token = '',
): Promise<CommandResult> {
  const child = spawn(process.execPath, [script, ...flags], {
    cwd: root,
    env: { ...process.env, HUBDECK_HUB_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text))
  }
  const [code] = await once(child, 'close')
  return { code: typeof code === 'number' ? code : null, output: output.join('') }
}

import { parseArgs } from 'node:util'
import { runCommand } from '#hub/run-command.ts'
import { writeBackup } from '#hub/store/backup.ts'
import { downloadBackup } from '#hub/store/download-backup.ts'
import { connectExistingStore } from '#hub/store/open.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import { saveBackup } from '#hub/store/save-backup.ts'

const usage = `npm run hub:backup -- --out FILE [--force]
  of a running hub:         --url http://127.0.0.1:9090/api --token TOKEN (or HUBDECK_HUB_TOKEN)
  of PostgreSQL, or of the
  directory of no running hub:  --data DIR | postgres://…`

/** `npm run hub:backup`: everything in a hub at one moment, in one file. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      token: { type: 'string' },
      data: { type: 'string' },
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const { out, url, data } = values
  if (out === undefined) throw new StoreProblem(`--out is missing.\n\n${usage}`)
  // biome-ignore lint/style/noProcessEnv: a flag would show the token in the list of processes.
  const token = values.token ?? process.env.HUBDECK_HUB_TOKEN
  const { tables, createdAt } = await saveBackup(out, values.force, async (file) => {
    if (url !== undefined && data === undefined) {
      if (!token)
        throw new StoreProblem("The administrator's token is missing: --token or HUBDECK_HUB_TOKEN.")
      await downloadBackup(url, token, file)
    } else if (data !== undefined && url === undefined) {
      await backUpStore(data, file)
    } else throw new StoreProblem(`Give either --url or --data.\n\n${usage}`)
  })
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`${out}: ${rows} rows of ${tables.length} tables, as of ${createdAt}`)
}

async function backUpStore(data: string, file: string): Promise<void> {
  const store = await connectExistingStore(data)
  try {
    await writeBackup(store, file)
  } finally {
    await store.close()
  }
}

await runCommand(main)

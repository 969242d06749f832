import { parseArgs } from 'node:util'
import { runCommand } from '#hub/run-command.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import { restoreBackup } from '#hub/store/restore.ts'

const usage = `npm run hub:restore -- --in FILE --data DIR | postgres://… [--force]`

/** `npm run hub:restore`: puts a backup into an empty directory or database. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      in: { type: 'string' },
      data: { type: 'string' },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  if (values.in === undefined || values.data === undefined || values.data === 'memory')
    throw new StoreProblem(
      `--in and --data are needed, and --data is a directory or postgres://….\n\n${usage}`,
    )
  const { tables, createdAt } = await restoreBackup(values.data, values.in, values.force)
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`Restored ${rows} rows of ${tables.length} tables, as of ${createdAt}.`)
  console.log('Start the hub on it with --fleet none; tokens follow from the one you start it with.')
}

await runCommand(main)

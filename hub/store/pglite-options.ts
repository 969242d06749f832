import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { columnParsers } from '#hub/store/read-column.ts'

/**
 * A PGlite has one session. PostgreSQL otherwise makes room for a hundred, and for 128 MB of pages, at each start: a quarter
 * of the processor time of one in a process that has PostgreSQL compiled.
 */
const settings = ['max_connections=4', 'shared_buffers=32MB']

/** How each PGlite of the hub is made and started. */
export const pgliteOptions: PGliteOptions = {
  parsers: { ...columnParsers },
  // With segments of 16 MB, the log is most of a new data directory, and all of it is read at the start.
  initDbStartParams: ['--wal-segsize=1'],
  startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
}

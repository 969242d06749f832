const away = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'],
  // Shut down, crashed, still starting, too many connections, lost or refused (SQLSTATE).
  ...['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006', '25P03'],
])

/** Messages of the database client, which have no code. */
const awayMessage =
  /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/

/** Whether the database itself failed: it is `away`, or too `slow`; undefined for any other error. */
export function databaseFailureOf(cause: unknown): 'away' | 'slow' | undefined {
  if (!(cause instanceof Error)) return undefined
  const code = 'code' in cause ? cause.code : undefined
  if (code === '57014') return 'slow'
  if (typeof code === 'string' && away.has(code)) return 'away'
  return awayMessage.test(cause.message) ? 'away' : undefined
}

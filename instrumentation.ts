/** Next.js calls this once, when the server starts, so that the first preview finds its threads running. */
export async function register(): Promise<void> {
  // The edge runtime has no threads.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { work } = await import('#lib/server/work/pool.ts')
  work()
}

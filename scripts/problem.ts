/** Something the person at the keyboard can put right: printed without a stack trace. */
export class Problem extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'Problem'
    this.remedy = remedy
  }
}

/** Runs a command of ours; problems are said plainly, anything else keeps its stack because it is our defect. */
export async function command(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    console.error(`\n✗ ${cause.message}`)
    for (const line of cause.remedy.split('\n')) console.error(`  ${line}`)
    console.error('')
    process.exitCode = 1
  }
}

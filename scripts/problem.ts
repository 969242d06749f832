import { type ParseArgsConfig, parseArgs } from 'node:util'

/** A problem that the user can fix; printed without a stack trace. */
export class Problem extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'Problem'
    this.remedy = remedy
  }
}

/** Runs one of our commands. A problem is printed as one message; any other error is a bug and keeps its stack. */
export async function command(main: () => Promise<number>, problemCode = 1): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    console.error(`\n✗ ${cause.message}`)
    for (const line of cause.remedy.split('\n')) console.error(`  ${line}`)
    console.error('')
    process.exitCode = problemCode
  }
}

/** The arguments as they are described; others are a problem that ends with the usage. */
export function parseArguments<T extends ParseArgsConfig>(
  config: T,
  usage: string,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (cause) {
    throw new Problem(cause instanceof Error ? cause.message : String(cause), usage)
  }
}

import { StoreProblem } from '#hub/store/problem.ts'

/** Runs a command to its end. A problem that the user can fix is reported without a stack trace. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (cause) {
    const known = cause instanceof StoreProblem || (cause instanceof Error && 'code' in cause)
    console.error(known ? cause.message : cause)
    process.exit(1)
  }
}

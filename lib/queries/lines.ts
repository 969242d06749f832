import { ConfigHubError } from '#lib/confighub/error.ts'

/** The lines of an answer as they arrive. */
export async function* readLines(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) return
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield line
  }
  if (rest !== '') yield rest
}

/** An answer that ended before its last line. */
export function brokenOff(operation: string, cause?: unknown): ConfigHubError {
  return new ConfigHubError({
    status: 0,
    code: 'broken-off',
    operation,
    cause,
    message: 'The connection to Hubdeck was lost. What arrived before that is shown.',
  })
}

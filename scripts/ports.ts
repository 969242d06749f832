import { createServer } from 'node:net'
import { Problem } from '#scripts/problem.ts'

/** A port is free when we can listen on it. */
export async function mustBeFree(host: string, port: number, who: string, flag: string): Promise<void> {
  const code = await listenError(host, port)
  if (code === undefined) return
  if (code === 'EADDRINUSE') {
    throw new Problem(
      `Port ${port}, for ${who}, is taken by another program on this machine.`,
      `Stop that program, or choose another port: npm start -- ${flag} ${port + 1}`,
    )
  }
  if (code === 'EACCES') {
    throw new Problem(
      `Port ${port}, for ${who}, is reserved for the administrator.`,
      `Choose a port above 1023: npm start -- ${flag} 3000`,
    )
  }
  throw new Problem(`Cannot listen on ${host}:${port} for ${who} (${code}).`, 'Check --host and the network.')
}

function listenError(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (cause: NodeJS.ErrnoException) => resolve(cause.code ?? cause.message))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

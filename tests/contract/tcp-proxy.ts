import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type TcpProxy = {
  readonly url: string
  /** Ends all connections and accepts no new one, as if the server were gone. */
  readonly cut: () => Promise<void>
  /** Accepts connections and bytes but forwards nothing, as if the network were gone. */
  readonly freeze: () => void
  readonly mend: () => Promise<void>
}

/** A connection to a database that tests can break. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const to = new URL(target)
  const sockets = new Set<Socket>()
  let frozen = false
  const server = createServer((from) => {
    const upstream = connect(Number(to.port), to.hostname)
    for (const [socket, other] of [
      [from, upstream],
      [upstream, from],
    ] as const) {
      sockets.add(socket)
      socket.on('data', (bytes) => {
        if (!frozen) other.write(bytes)
      })
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const cut = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await listen(0)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = new URL(target)
  url.port = String(address.port)
  return {
    url: url.href,
    cut,
    freeze: () => {
      frozen = true
    },
    mend: async () => {
      frozen = false
      if (!server.listening) await listen(address.port)
    },
  }
}

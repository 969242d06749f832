import { createServer } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import next from 'next'
import { frontDoor } from '#scripts/front-door.ts'
import { packedStatic } from '#scripts/packed-static.ts'
import { root } from '#scripts/paths.ts'

// The dashboard alone: Next's server behind our own front door. `npm start` and `npm run dev` run it as a child.
const { values } = parseArgs({
  options: {
    host: { type: 'string', short: 'H', default: '127.0.0.1' },
    port: { type: 'string', short: 'p', default: '3000' },
  },
})
const port = Number(values.port)
const isDevelopment = process.env.NODE_ENV === 'development'

// A proxy, or a browser, that sends a request over an idle connection in the moment it is closed gets a reset instead of an
// answer. Load balancers close theirs after 60 seconds by default, so this server keeps them longer, and they close first.
const server = createServer({ keepAliveTimeout: 75_000 })
const app = next({ dev: isDevelopment, dir: root, hostname: values.host, port, httpServer: server })
await app.prepare()
const handle = app.getRequestHandler()
const packed = isDevelopment ? () => false : packedStatic(join(root, '.next/static'))
server.on(
  'request',
  frontDoor({
    handle: (request, response) => {
      if (!packed(request, response)) void handle(request, response)
    },
    isDevelopment,
    isBehindProxy: Boolean(process.env.HUBDECK_ORIGIN),
  }),
)
server.listen(port, values.host, () => console.log(`Dashboard: http://${values.host}:${port}`))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0))
    // A running commit gets a moment to be recorded; idle connections do not keep the process alive.
    server.closeIdleConnections()
    setTimeout(() => process.exit(0), 5000).unref()
  })
}

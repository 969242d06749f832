// A separate process, so that it does not block the tests.
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { serve } from '@hono/node-server'
import { type RunningHub, startHub } from '#hub/start.ts'

/** A route of Next.js, as it is called here. */
type Route = Readonly<Record<string, (request: Request, place: Place) => Promise<Response>>>
type Place = { readonly params: Promise<Readonly<Record<string, string>>> }

const someone = 'alice@trading.com'
const root = pathToFileURL(`${process.cwd()}/`)
// The package throws outside a server bundle; a bundler would have chosen its empty module.
const serverOnly = new URL('node_modules/server-only/empty.js', root).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'server-only'
      ? { url: serverOnly, format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
})

const hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
process.env.CONFIGHUB_URL = new URL(hub.url).origin
process.env.HUBDECK_APPROVALS = "Space.Slug LIKE '%-prod-in-%': 1"
const cookie = await signedIn(hub)
const server = serve({ fetch: answer, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.send?.(port))
process.on('disconnect', async () => {
  server.close()
  await hub.stop()
  process.exit()
})

async function answer(request: Request): Promise<Response> {
  request.headers.set('Cookie', cookie)
  return await call(request)
}

async function signedIn({ tokenFor }: RunningHub): Promise<string> {
  const headers = { Host: '127.0.0.1', Origin: 'http://127.0.0.1' }
  const body = JSON.stringify({ token: tokenFor(someone) })
  const answer = await call(new Request('http://127.0.0.1/api/session', { method: 'POST', headers, body }))
  if (!answer.ok) throw new Error(`Signing in failed: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
}

async function call(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const [, tagId] = /^\/api\/changes\/([^/]+)/.exec(pathname) ?? []
  const route: Route = await import(routeFile(pathname, tagId))
  const method = route[request.method]
  const place = { params: Promise.resolve(tagId === undefined ? {} : { tagId }) }
  return method === undefined ? new Response(null, { status: 405 }) : await method(request, place)
}

function routeFile(pathname: string, tagId: string | undefined): string {
  const ofChange = tagId === undefined ? pathname : pathname.replace(tagId, '[tagId]')
  const path = pathname.startsWith('/api/confighub/') ? '/api/confighub/[...path]' : ofChange
  return new URL(`app${path}/route.ts`, root).href
}

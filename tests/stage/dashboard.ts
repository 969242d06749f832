import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Plugin } from 'vitest/config'

/**
 * Answers the requests of components to `/api` with the routes of the dashboard, signed in as Alice, on an embedded hub
 * with the demo fleet. Both start with the first request, and are shared by all tests, which leave it as it was.
 */
export function dashboardRoutes(): Plugin {
  let stage: Stage | undefined
  return {
    name: 'dashboard-routes',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!request.url?.startsWith('/api/')) return next()
        stage ??= startStage()
        forward(stage, request, response).catch((cause: unknown) => {
          // An unmounted component does not wait for its answer.
          if (!response.destroyed) next(cause)
        })
      })
    },
  }
}

type Stage = { readonly child: ChildProcess; readonly port: Promise<number> }

/** The process ends with this one, and does not keep it alive. */
function startStage(): Stage {
  const child = fork('tests/stage/main.ts', {
    // Its log does not matter, but its errors do.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`tests/stage/main.ts ended with ${code} before it listened`)
  })
  const port = Promise.race([once(child, 'message').then(([port]) => Number(port)), gone])
  gone.catch(() => undefined)
  return { child, port }
}

async function forward(
  { child, port }: Stage,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url, headers } = request
  const sent = ask({ host: '127.0.0.1', port: await port, method, path: url, headers })
  child.unref()
  child.channel?.unref()
  const [[answer]] = await Promise.all([
    once(sent, 'response') as Promise<IncomingMessage[]>,
    pipeline(request, sent),
  ])
  if (answer === undefined) return
  response.writeHead(answer.statusCode ?? 500, answer.headers)
  await pipeline(answer, response)
}

import { Hono } from 'hono'
import { answerList } from '#hub/api/http/answer-list.ts'
import type { Api, Env } from '#hub/api/http/context.ts'
import { resourceModel } from '#hub/entities/models/resource.ts'

/** `GET /resource`: what is in the heads of Units, resource by resource (contract 5.4, 6.2). */
export function resources(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/resource', async (context) => context.json(await answerList(api, context, resourceModel)))
  return routes
}

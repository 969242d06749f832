import { type APIRequestContext, type APIResponse, expect } from '@playwright/test'

type PreviewLine =
  | { event: 'start'; total: number }
  | {
      event: 'row'
      row: { UnitID: string; SpaceID: string; SpaceSlug: string; Slug: string; status: string }
    }
  | { event: 'done'; seal: string; sealHash: string; expiresAt: string }
  | { event: 'error'; message: string }

type RowLine = Extract<PreviewLine, { event: 'row' }>

export const tradeInProduction = "Slug = 'trade-service' AND Space.Slug LIKE '%prod%'"

export const replicasTo = (value: number) => ({
  kind: 'set-fields',
  resourceType: 'apps/v1/Deployment',
  fields: [{ path: 'spec.replicas', value }],
})

/** The dashboard's own routes, called as its pages call them: with a session and from its origin. */
export async function preview(
  request: APIRequestContext,
  origin: string,
  body: { where: string; patch: object },
): Promise<{ seal: string; rows: RowLine['row'][] }> {
  const response = await request.post(`${origin}/api/previews`, {
    headers: { Origin: origin },
    data: { selection: { kind: 'query', where: body.where }, patch: body.patch },
  })
  expect(response.status(), await response.text()).toBe(200)
  const lines = await linesOf<PreviewLine>(response)
  const done = lines.find((line) => line.event === 'done')
  expect(done, JSON.stringify(lines.at(-1))).toBeDefined()
  return {
    seal: done?.event === 'done' ? done.seal : '',
    rows: lines.flatMap((line) => (line.event === 'row' ? [line.row] : [])),
  }
}

export function commit(request: APIRequestContext, origin: string, data: object): Promise<APIResponse> {
  return request.post(`${origin}/api/changes`, { headers: { Origin: origin }, data })
}

async function linesOf<Line>(response: APIResponse): Promise<Line[]> {
  const text = await response.text()
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

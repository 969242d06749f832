import { describe, expect, it } from 'vitest'
import { findRule } from '#lib/server/access/proxy-rules.ts'

const id = '9f3a1c00-0000-4000-bfff-000000000001'
const rule = (call: string) => {
  const [method = '', target = ''] = call.split(' ')
  return findRule(method, new URL(target, 'http://deck.test').pathname)
}

describe('the proxy lets through', () => {
  it.each([
    'GET /info',
    `GET /unit?where=Slug='a'`,
    `GET /space/${id}/unit/${id}/data`,
    `GET /space/${id}/unit/${id}/revision/${id}/data`,
    `GET /space/${id}/tag/${id}`,
  ])('%s', (call) => {
    expect(rule(call)).toBeDefined()
  })
})

describe('the proxy does not let through', () => {
  it.each([
    `PUT /space/${id}/unit/${id}/data`,
    `PATCH /space/${id}/unit/${id}`,
    'PATCH /unit',
    'DELETE /unit',
    `DELETE /space/${id}`,
    'POST /function/invoke',
    'POST /function/invoke?dry_run=true&where=x',
    'POST /space',
    `POST /space/${id}/tag`,
    `GET /space/${id}/bridge_worker`,
    'GET /space/not-an-id/unit/x',
    `GET /space/${id}%2funit/unit/${id}`,
    'GET /unit/',
    'GET //unit',
  ])('%s', (call) => {
    expect(rule(call)).toBeUndefined()
  })
})

it.each([
  [`GET /space/${id}/unit/${id}/data`, 'document'],
  [`GET /space/${id}/unit/${id}/revision/${id}/data`, 'document'],
  ['GET /unit_data?where=x', 'documents'],
  ['GET /revision_data', 'documents'],
  ['GET /unit', 'entities'],
  ['GET /tag', 'entities'],
])('%s is masked by its content: %s', (call, carries) => {
  expect(rule(call)?.carries).toBe(carries)
})

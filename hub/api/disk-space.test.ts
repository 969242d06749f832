import { tmpdir } from 'node:os'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { failureOf } from '#hub/access/failure.ts'
import { refuseWhenDiskFull } from '#hub/api/disk-space.ts'
import type { Env } from '#hub/api/http/context.ts'

const ask = async (method: string, routes: Hono<Env>, path = '/api/unit') => {
  const app = new Hono<Env>().route('/', routes).all(path, (context) => context.text('reached'))
  const refused: (number | undefined)[] = []
  app.onError((cause, context) => {
    refused.push(failureOf(cause)?.status)
    return context.text(cause.message)
  })
  return { text: await (await app.request(path, { method })).text(), refused }
}

it('a hub on a nearly full disk refuses writes and still answers reads', async () => {
  const full = refuseWhenDiskFull({ directory: tmpdir() }, Number.MAX_SAFE_INTEGER)

  expect(await ask('GET', full)).toEqual({ text: 'reached', refused: [] })
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect(await ask(method, full)).toEqual({
      text: expect.stringContaining('The disk of the hub is nearly full'),
      refused: [507],
    })
  }
})

it('a hub on a nearly full disk refuses sign-ins, which would store a session', async () => {
  const full = refuseWhenDiskFull({ directory: tmpdir() }, Number.MAX_SAFE_INTEGER)

  expect((await ask('POST', full, '/auth/worker')).refused).toEqual([507])
})

it('with room left, or without a disk, writes are accepted', async () => {
  expect(await ask('PUT', refuseWhenDiskFull({ directory: tmpdir() }, 1))).toEqual({
    text: 'reached',
    refused: [],
  })
  expect(await ask('PUT', refuseWhenDiskFull({}, Number.MAX_SAFE_INTEGER))).toEqual({
    text: 'reached',
    refused: [],
  })
})

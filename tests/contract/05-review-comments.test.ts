import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { alice, bob, deployment, guarded, peopleOf, statusAs, subjects } from '#tests/contract/guarded.ts'
import { type CallOptions, call, get, userAgent } from '#tests/contract/http.ts'
import { type Ground, newGround } from '#tests/contract/residents.ts'
import { putDocument, written } from '#tests/contract/units.ts'

const CommentShape = z.looseObject({
  ReviewCommentID: z.uuid(),
  RevisionID: z.uuid(),
  Text: z.string(),
  Version: z.int(),
})
const ExtendedShape = z.looseObject({ ReviewComment: CommentShape })

describe.each(inject('writingHubs'))('review comments on $database (contract 4.11)', (hub) => {
  let ground: Ground
  let people: Awaited<ReturnType<typeof peopleOf>>
  beforeAll(async () => {
    people = await peopleOf(hub)
    ground = await newGround(hub, 'reviewed')
    written(await putDocument(hub, { path: unitOf(ground) }, deployment))
  })
  const unitOf = ({ SpaceID, units }: Ground, index = 0) => `/space/${SpaceID}/unit/${units[index]}`
  const commentsOf = (place: Ground, index = 0) => `${unitOf(place, index)}/review_comment`
  const add = async (body: Record<string, unknown>, place = ground, options: CallOptions = {}) => {
    const whole = { RevisionNum: 2, Text: 'Why?', ...body }
    const answer = await call(hub, 'POST', commentsOf(place), { ...options, body: whole })
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
    return CommentShape.parse(answer.json)
  }
  const texts = async (path: string, query: CallOptions['query'] = {}) =>
    z
      .array(ExtendedShape)
      .parse((await get(hub, path, query)).json)
      .map((item) => item.ReviewComment.Text)

  it('record who wrote them, with which tool, and about which revision, resource and path', async () => {
    const Resource = { ResourceType: 'apps/v1/Deployment', ResourceName: '/x' }
    const body = { Resource, Path: 'spec.replicas', Text: 'Why one?' }
    const answer = await call(hub, 'POST', commentsOf(ground), {
      as: alice,
      body: { ...body, RevisionNum: 2, UserID: people.get(bob)?.UserID, RevisionID: ground.SpaceID },
    })
    const comment = CommentShape.parse(answer.json)
    const path = `${commentsOf(ground)}/${comment.ReviewCommentID}`
    const include = 'RevisionID,UnitID,SpaceID,OrganizationID'
    const read = ExtendedShape.parse((await get(hub, path, { include })).json)

    expect(read.ReviewComment).toMatchObject({
      ...body,
      UserID: people.get(alice)?.UserID,
      UserAgent: userAgent,
      UnitSlug: 'one',
      SpaceSlug: 'reviewed',
    })
    expect(read).toMatchObject({
      Revision: { RevisionNum: 2, RevisionID: comment.RevisionID },
      Unit: { Slug: 'one' },
      Space: { Slug: 'reviewed' },
    })
  })

  it('are listed by where, contains, order_by, select and relations', async () => {
    const Path = 'metadata.labels'
    for (const Text of ['listed b', 'listed a']) await add({ Text, Path })
    const where = `Path = '${Path}'`

    expect(await texts(commentsOf(ground), { where, order_by: 'Text' })).toEqual(['listed a', 'listed b'])
    expect(
      await texts('/review_comment', { where: `${where} AND Unit.Slug = 'one'`, order_by: 'DESC:Text' }),
    ).toEqual(['listed b', 'listed a'])
    expect(await texts('/review_comment', { where, contains: 'LISTED A' })).toEqual(['listed a'])
    expect(await texts(commentsOf(ground, 1))).toEqual([])
  })

  it('answer other comments on the same Unit', async () => {
    const { ReviewCommentID } = await add({})
    const answer = await add({ ReplyToID: ReviewCommentID, Text: 'Because.' })
    const elsewhere = { body: { RevisionNum: 1, Text: 'x', ReplyToID: ReviewCommentID } }

    expect(await texts(commentsOf(ground), { where: `ReplyToID = '${ReviewCommentID}'` })).toEqual([
      'Because.',
    ])
    expect((await call(hub, 'POST', commentsOf(ground, 1), elsewhere)).status).toBe(404)
    const path = `${commentsOf(ground)}/${ReviewCommentID}`
    expect((await call(hub, 'DELETE', path)).status).toBe(409)
    expect((await call(hub, 'DELETE', `${commentsOf(ground)}/${answer.ReviewCommentID}`)).status).toBe(200)
    expect((await call(hub, 'DELETE', path)).status).toBe(200)
    expect((await get(hub, path)).status).toBe(404)
  })

  it.each([
    ['no text', 400, { Text: '' }],
    ['no revision', 400, { RevisionNum: undefined }],
    ['a revision that is none', 404, { RevisionNum: 99 }],
    ['a resource that is none', 400, { Resource: 'Deployment' }],
    ['an answer to nothing', 404, { ReplyToID: '0f4e7a52-1111-4222-8333-944455566677' }],
  ])('are refused with %s (%i)', async (_, status, body) => {
    const answer = await call(hub, 'POST', commentsOf(ground), {
      body: { RevisionNum: 2, Text: 'x', ...body },
    })

    expect(answer.status).toBe(status)
  })

  it('can change their text, but not what they are about', async () => {
    const { ReviewCommentID, Version } = await add({ Text: 'first' })
    const path = `${commentsOf(ground)}/${ReviewCommentID}`
    const patch = (body: unknown, query = {}) => call(hub, 'PATCH', path, { body, query })

    expect((await patch({ Text: 'tried' }, { dry_run: true })).status).toBe(200)
    expect(ExtendedShape.parse((await get(hub, path)).json).ReviewComment.Text).toBe('first')
    const changed = CommentShape.parse((await patch({ Text: 'second', Version })).json)
    expect([changed.Text, changed.Version]).toEqual(['second', Version + 1])
    expect((await patch({ Text: 'third', Version })).status).toBe(409)
    expect((await patch({ RevisionNum: 1 })).status).toBe(400)
    expect((await patch({ ReplyToID: ReviewCommentID })).status).toBe(400)
    const put = { RevisionNum: 2, Text: 'put', Version: changed.Version }
    expect(CommentShape.parse((await call(hub, 'PUT', path, { body: put })).json).Text).toBe('put')
  })

  it('are hidden, patched and deleted in bulk, answers first', async () => {
    const Path = 'in.bulk'
    const { ReviewCommentID } = await add({ Path })
    await add({ Path, ReplyToID: ReviewCommentID })
    const query = { where: `Path = '${Path}'`, include_hidden: '*' }

    const hidden = await call(hub, 'PATCH', '/review_comment', { query, body: { HiddenReason: 'Resolved' } })
    expect([hidden.status, z.array(z.unknown()).parse(hidden.json).length]).toEqual([200, 2])
    expect(await texts('/review_comment', { where: query.where })).toEqual([])
    expect((await call(hub, 'DELETE', '/review_comment')).status).toBe(400)
    expect((await call(hub, 'DELETE', '/review_comment', { query })).status).toBe(200)
    expect(await texts('/review_comment', query)).toEqual([])
  })

  it('need Edit; those of someone else need Manage', async () => {
    const place = await guarded(hub, 'reviewed-rights', {
      Edit: subjects(people, alice, bob),
      Manage: subjects(people, bob),
    })
    const own = await add({}, place, { as: alice })
    const bobs = await add({}, place, { as: bob })
    const path = ({ ReviewCommentID }: typeof own) => `${commentsOf(place)}/${ReviewCommentID}`
    const edit = (as: string, comment: typeof own) =>
      statusAs(hub, as, 'PATCH', path(comment), { body: { Text: 'edited' } })

    expect([await edit(alice, own), await edit(alice, bobs), await edit(bob, own)]).toEqual([200, 403, 200])
    const body = { RevisionNum: 2, Text: 'x' }
    expect(await statusAs(hub, 'ci-bot', 'POST', commentsOf(place), { body })).toBe(403)
    const closed = { Permissions: { View: subjects(people, alice, bob) } }
    expect((await call(hub, 'PATCH', `/space/${place.SpaceID}`, { body: closed })).status).toBe(200)
    expect(await statusAs(hub, 'ci-bot', 'GET', path(own))).toBe(404)
  })

  it('move with their Unit, and are deleted with it', async () => {
    const [from, to] = [await newGround(hub, 'reviewed-from'), await newGround(hub, 'reviewed-to')]
    const comment = await add({ RevisionNum: 1 }, from)
    const where = `UnitID = '${from.units[0]}'`
    expect((await call(hub, 'PATCH', unitOf(from), { body: { Slug: 'moved' } })).status).toBe(200)
    const moved = await call(hub, 'POST', '/unit/move', { query: { where }, body: { ToSpaceID: to.SpaceID } })
    expect(moved.status).toBe(200)

    expect(await texts('/review_comment', { where: `${where} AND SpaceID = '${to.SpaceID}'` })).toEqual([
      comment.Text,
    ])
    const unit = `/space/${to.SpaceID}/unit/${from.units[0]}`
    expect((await call(hub, 'DELETE', unit)).status).toBe(200)
    expect(await texts('/review_comment', { where })).toEqual([])
  })
})

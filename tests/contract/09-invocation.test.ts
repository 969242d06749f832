import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { calls, invocation, output, verdicts } from '#tests/contract/invocations.ts'
import {
  AttributeValueShape,
  InvocationShape,
  SignatureShape,
  ValidationResultShape,
} from '#tests/contract/shapes/function.ts'
import { document, putDocument, revisions, type UnitAt, unitAt, written } from '#tests/contract/units.ts'

const Catalogue = z.record(z.string(), z.record(z.string(), SignatureShape))
const items = (json: unknown) => z.array(InvocationShape).parse(json)
const only = (unit: UnitAt) => ({ where: `UnitID = '${unit.UnitID}'` })

const invoke = (hub: HubAddress, body: unknown, query: Record<string, string | boolean>) =>
  call(hub, 'POST', '/function/invoke', { body, query })

describe.each(inject('readingHubs'))('the catalogue on $database (contract 9)', (hub) => {
  const names = async (where: string) =>
    Object.keys(Catalogue.parse((await get(hub, '/function', { where })).json)['Kubernetes/YAML'] ?? {})

  it('has every function of the contract that it claims, with its kind', async () => {
    const functions = Catalogue.parse((await get(hub, '/function')).json)['Kubernetes/YAML'] ?? {}
    const kinds = (kind: 'Mutating' | 'Validating', list: string) =>
      list.split(' ').map((name) => [name, functions[name]?.[kind]])
    const setters =
      'set-replicas set-container-image set-container-image-reference set-container-repository-uri set-image-reference-by-uri set-image-registry-by-registry set-int-path set-string-path set-bool-path delete-path set-env-var set-env set-container-resources set-annotation set-label set-namespace search-replace upsert-resource delete-resource'
    const validators =
      'where-filter vet-cel vet-schemas vet-placeholders vet-approvedby vet-format vet-merge-keys vet-immutable'
    for (const [name, kind] of kinds('Mutating', setters)) expect([name, kind]).toEqual([name, true])
    for (const [name, kind] of kinds('Validating', validators)) expect([name, kind]).toEqual([name, true])
  })

  it('can be filtered by where', async () => {
    const validating = await names('Validating = true')
    expect(validating).toContain('vet-cel')
    expect(validating).not.toContain('set-replicas')
    expect(await names("FunctionName IN ('set-replicas', 'get-replicas') AND Mutating = false")).toEqual([
      'get-replicas',
    ])
    expect((await get(hub, '/function', { where: "Slug = 'x'" })).status).toBe(400)
    // Patterns do not backtrack, so this one finishes.
    expect((await get(hub, '/function', { where: "Description ~ '^([A-Za-z ]+)+$'" })).status).toBe(200)
  })

  it('contains the path functions for application configuration', async () => {
    const catalogue = Catalogue.parse((await get(hub, '/function')).json)
    for (const toolchain of ['AppConfig/YAML', 'AppConfig/JSON'])
      expect(catalogue[toolchain]?.['set-string-path']).toMatchObject({ ToolchainType: toolchain })
  })
})

describe.each(inject('readingHubs'))('requests on $database (contract 4.10)', (hub) => {
  const where = "Slug = 'trade-service' AND Space.Labels.Region = 'eu-vie'"
  const dryRun = async (body: unknown, more: Record<string, string> = {}) => {
    const answer = await invoke(hub, body, { where, dry_run: true, ...more })
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)])
    return items(answer.json)[0]
  }

  it('WhereResource limits a setter to the resources it selects', async () => {
    const body = calls(['set-annotation', 'example.com/owner', 'desk'])
    const both = await dryRun(body)
    const one = await dryRun({ ...body, WhereResource: "ConfigHub.ResourceType = 'v1/Service'" })
    const kinds = (item: typeof both) => item?.Mutations?.map(({ Resource }) => Resource.ResourceType)
    expect(kinds(both)?.toSorted()).toEqual(['apps/v1/Deployment', 'v1/Service'])
    expect(kinds(one)).toEqual(['v1/Service'])
    const answer = await invoke(hub, { ...body, WhereResource: 'kind' }, { where, dry_run: true })
    expect(answer.status).toBe(400)
  })

  it('a validator after a setter checks the result', async () => {
    const vet = ['vet-cel', "r.kind != 'Deployment' || r.spec.replicas == 8"] as const
    const item = await dryRun(calls(vet, ['set-replicas', 8], vet))
    expect(verdicts(item)).toMatchObject([
      { Passed: false, FunctionName: 'vet-cel', Index: 0 },
      { Passed: true, Index: 2 },
    ])
    expect(item).toMatchObject({ HasNewMutations: true, Mutators: [1] })
  })

  it('a single validator returns one result', async () => {
    const item = await dryRun(calls(['vet-cel', 'r.spec.replicas > 100']))
    const result = ValidationResultShape.parse(output(item, 'ValidationResult'))
    expect(result).toMatchObject({ Passed: false })
    expect(result.Issues?.length).toBe(2)
    expect(item?.HasNewMutations ?? false).toBe(false)
  })

  it.each([
    ['vet-schemas', true],
    ['vet-placeholders', true],
    ['vet-merge-keys', true],
    ['vet-format', true],
  ] as const)('%s passes the fleet: %s', async (name, Passed) => {
    expect(
      ValidationResultShape.parse(output(await dryRun(calls([name])), 'ValidationResult')),
    ).toMatchObject({
      Passed,
    })
  })

  it('filters leave a unit that fails them alone, without an error', async () => {
    const body = { ...calls(['where-filter', '*', 'spec.replicas > 4'], ['set-replicas', 9]), NumFilters: 1 }
    const answer = await invoke(hub, body, { where: "Slug = 'trade-service'", dry_run: true })
    expect(answer.status).toBe(200)
    const all = items(answer.json)
    const replicas = items(
      (await invoke(hub, calls(['get-replicas']), { where: "Slug = 'trade-service'", dry_run: true })).json,
    ).map((item) => z.array(AttributeValueShape).parse(output(item, 'AttributeValueList'))[0]?.Value)
    expect(all.length).toBe(replicas.length)
    expect(all.filter((item) => item.HasNewMutations).length).toBe(
      replicas.filter((count) => Number(count) > 4).length,
    )
    expect(all.every((item) => item.Success && item.Error === undefined)).toBe(true)
  })

  it('reads resources whole, comments included', async () => {
    const item = await dryRun(calls(['get-resources']))
    const list = z
      .array(z.looseObject({ ResourceType: z.string(), ResourceBody: z.string() }))
      .parse(output(item, 'ResourceList'))
    expect(list.map(({ ResourceType }) => ResourceType)).toEqual(['apps/v1/Deployment', 'v1/Service'])
    expect(list[0]?.ResourceBody).toContain('#')
  })

  it.each([
    ['a filter that is a setter', { ...calls(['set-replicas', 1]), NumFilters: 1 }, 400],
    ['CEL that does not parse', calls(['vet-cel', 'r.spec >']), 400],
    ['a path that does not parse', calls(['delete-path', '*', 'a..b']), 400],
    ['no function at all', { FunctionInvocations: [] }, 400],
    ['a function that is not built', calls(['set-yq', '.a = 1']), 501],
    ['Triggers', { ...calls(['get-replicas']), Triggers: ['8a4d5f43-1b7e-4c3a-9d53-3a0b4f2c1d10'] }, 404],
  ])('refuse %s', async (_what, body, status) => {
    expect((await invoke(hub, body, { where, dry_run: true })).status).toBe(status)
  })

  it('a function that cannot run on a unit fails for that unit', async () => {
    const answer = await invoke(hub, calls(['set-int-path', '*', 'kind.x', 1]), { where, dry_run: true })
    expect(answer.status).toBe(207)
    expect(items(answer.json)).toMatchObject([{ Success: false, Error: { Message: expect.any(String) } }])
  })
})

describe.each(inject('writingHubs'))('more invocations that write on $database (contract 5.5)', (hub) => {
  it('several setters make one revision with a mutation each', async () => {
    const unit = await unitAt(hub, 'prod-eu-zrh', 'trade-service')
    const body = calls(['set-replicas', 7], ['get-replicas'], ['set-label', 'desk', 'zurich'])
    const [item] = items((await invoke(hub, body, only(unit))).json)
    expect(item).toMatchObject({ Success: true, Mutators: [0, 2] })
    const after = await unitAt(hub, 'prod-eu-zrh', 'trade-service')
    expect(after.HeadRevisionNum).toBe(unit.HeadRevisionNum + 1)
    const where = `RevisionNum = ${after.HeadRevisionNum}`
    const mutations = z
      .array(z.object({ Mutation: z.object({ FunctionInvocation: z.unknown() }) }))
      .parse((await get(hub, `${unit.path}/mutation`, { where })).json)
    expect(mutations).toHaveLength(2)
    expect(await document(hub, unit)).toMatch(/^ {4}desk: zurich$/m)
  })

  it('a unit that a filter leaves out gets no revision', async () => {
    const unit = await unitAt(hub, 'prod-eu-dub', 'trade-service')
    const body = { ...calls(['where-filter', '*', 'spec.replicas > 99'], ['set-replicas', 1]), NumFilters: 1 }
    const answer = await invoke(hub, body, only(unit))
    expect(answer.status).toBe(200)
    expect(items(answer.json)).toMatchObject([{ Success: true }])
    expect(await unitAt(hub, 'prod-eu-dub', 'trade-service')).toEqual(unit)
  })

  it('functions can run on a stored revision, which is never written', async () => {
    const unit = await unitAt(hub, 'prod-eu-dub', 'trade-service')
    const old = (await revisions(hub, unit)).find(({ Revision }) => Revision.RevisionNum === 2)?.Revision
    const path = `/space/${unit.SpaceID}/function/invoke`
    const query = { unit_id: unit.UnitID, revision_id: old?.RevisionID ?? '' }
    const { ToolchainType, ...body } = calls(['set-replicas', 77], ['get-replicas'])
    const answer = await call(hub, 'POST', path, { body, query })
    expect(answer.status).toBe(200)
    const [item] = items(answer.json)
    expect(item).toMatchObject({ RevisionID: old?.RevisionID, HasNewMutations: true })
    expect(output(item, 'AttributeValueList')).toMatchObject([{ Value: 77 }])
    expect(await unitAt(hub, 'prod-eu-dub', 'trade-service')).toEqual(unit)

    for (const [refused, status] of [
      [{ ...query, where: "Slug = 'x'" }, 400],
      [{ unit_id: unit.UnitID }, 400],
      [{ ...query, revision_id: unit.UnitID }, 404],
      [{ ...query, unit_id: unit.SpaceID }, 404],
    ] as const)
      expect((await call(hub, 'POST', path, { body, query: refused })).status).toBe(status)
    expect((await call(hub, 'POST', '/function/invoke', { body, query })).status).toBe(400)
  })

  it('immutable fields are compared with another revision', async () => {
    const unit = await unitAt(hub, 'prod-eu-hel', 'trade-service')
    const text = await document(hub, unit)
    const other = text.replace(/(matchLabels:\n +app: )trade-service/, '$1other')
    expect(other).not.toBe(text)
    written(await putDocument(hub, unit, other))
    const vet = async (source?: string) =>
      items(
        (
          await invoke(hub, calls(['vet-immutable']), {
            ...only(unit),
            ...(source === undefined ? {} : { other_data_source: source }),
          })
        ).json,
      )[0]
    expect(output(await vet('Before:HeadRevisionNum'), 'ValidationResult')).toMatchObject({
      Passed: false,
      FailedAttributes: [{ Path: 'spec.selector.matchLabels.app', Value: 'other' }],
    })
    expect(output(await vet('HeadRevisionNum'), 'ValidationResult')).toMatchObject({ Passed: true })
    expect((await vet('yesterday'))?.Error?.Message).toContain('not a revision reference')
    // Without a reference it compares with the last release, which has the old selector.
    expect(output(await vet(), 'ValidationResult')).toMatchObject({ Passed: false })
  })

  it('resources are added and deleted', async () => {
    const unit = await unitAt(hub, 'prod-eu-waw', 'trade-service')
    const before = await document(hub, unit)
    const body = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra} # new\n'
    const list = JSON.stringify([
      { ResourceType: 'v1/ConfigMap', ResourceName: '/extra', ResourceBody: body },
    ])
    await invoke(hub, calls(['upsert-resource', list, 'v1/ConfigMap', 'extra']), only(unit))
    expect(await document(hub, unit)).toBe(`${before}---\n${body}`)
    await invoke(hub, calls(['delete-resource', 'v1/ConfigMap', 'extra']), only(unit))
    expect(await document(hub, unit)).toBe(before)
  })

  it('application configuration has the path functions', async () => {
    const { SpaceID } = await unitAt(hub, 'prod-eu-waw', 'trade-service')
    const created = await call(hub, 'POST', `/space/${SpaceID}/unit`, {
      body: { Slug: 'settings', ToolchainType: 'AppConfig/JSON' },
    })
    const { Unit } = z.object({ Unit: z.object({ UnitID: z.string() }) }).parse(created.json)
    const path = `/space/${SpaceID}/unit/${Unit.UnitID}`
    await call(hub, 'PUT', `${path}/data`, { body: '{\n  "level": "info"\n}\n' })
    const body = {
      ...invocation('set-string-path', { 'resource-type': '*', path: 'level', 'attribute-value': 'debug' }),
      ToolchainType: 'AppConfig/JSON',
    }
    const [item] = items((await invoke(hub, body, { where: `UnitID = '${Unit.UnitID}'` })).json)
    expect(item).toMatchObject({ Success: true, ConfigData: '{\n  "level": "debug"\n}\n' })
    await call(hub, 'DELETE', path)
  })
})

import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import { invocation, output } from '#tests/contract/invocations.ts'
import { ExtendedUnitShape } from '#tests/contract/shapes/answers.ts'
import { InvocationShape } from '#tests/contract/shapes/function.ts'
import { addSpace, addUnit } from '#tests/contract/triggers.ts'
import { document } from '#tests/contract/units.ts'

const list = `apiVersion: v1
kind: List
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: shop, namespace: prod} # the shop
  spec:
    replicas: 1
    template:
      spec:
        serviceAccountName: runner
        containers:
        - {name: main, image: "ghcr.io/x/shop:v1", resources: {limits: {memory: 1Gi}}}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: settings, namespace: prod}
  data: {level: debug}
`

describe.each(inject('writingHubs'))(
  'items of a List and the functions for them on $database (contract 9)',
  (hub) => {
    const invoke = async (body: unknown, where: string, query = {}) => {
      const answer = await call(hub, 'POST', '/function/invoke', { body, query: { where, ...query } })
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
      const [item] = z.array(InvocationShape).parse(answer.json)
      return item
    }

    it('count as resources for where_data, /resource and functions', async () => {
      const space = await addSpace(hub, 'listed')
      const unit = await addUnit(hub, space, 'shop', list)
      const where = `UnitID = '${unit.UnitID}'`
      const found = async (where_data: string, resource_type: string) =>
        z.array(ExtendedUnitShape).parse((await get(hub, '/unit', { where, where_data, resource_type })).json)
          .length

      expect(await found('spec.replicas = 1', 'apps/v1/Deployment')).toBe(1)
      expect(await found("data.level = 'debug'", 'v1/ConfigMap')).toBe(1)
      expect(await found("kind = 'List'", '*')).toBe(0)
      const resources = await get(hub, '/resource', { where: `UnitID = '${unit.UnitID}'`, raw_data: true })
      expect(resources.text).toContain('prod/settings')
      expect(await invoke(invocation('set-replicas', { replicas: 3 }), where)).toMatchObject({
        HasNewMutations: true,
        Mutations: [{ Resource: { ResourceName: 'prod/shop' } }],
      })
      expect(await document(hub, unit)).toBe(list.replace('replicas: 1', 'replicas: 3'))
    })

    it('are read and validated', async () => {
      const space = await addSpace(hub, 'judged-lists')
      const unit = await addUnit(hub, space, 'shop', list)
      const where = `UnitID = '${unit.UnitID}'`
      const dry = { dry_run: true }

      expect(
        output(await invoke(invocation('get-references', {}), where, dry), 'AttributeValueList'),
      ).toContainEqual(
        expect.objectContaining({
          Value: 'runner',
          Details: { NeededRequired: { ResourceType: 'v1/ServiceAccount' } },
        }),
      )
      const expression = `r.kind != 'Deployment' || (has(r.spec.template.spec.containers[0].resources.limits) &&
      quantity(r.spec.template.spec.containers[0].resources.limits.memory).isLessThan(quantity(params.most)))`
      const small = { FunctionName: 'vet-cel', Arguments: [{ Value: expression }, { Value: 'most=2Gi' }] }
      const passes = async (body: unknown) =>
        expect(output(await invoke(body, where, dry), 'ValidationResult')).toMatchObject({ Passed: true })
      await passes({ FunctionInvocations: [small] })
      for (const name of ['vet-no-merge-conflicts', 'vet-immutable'])
        await passes({ ...invocation(name, {}), IncludeConflicts: true })
      const template = invocation('set-template', {
        expression: '{{.UnitSlug}}',
        path: 'metadata.labels.unit',
      })
      expect((await invoke(template, where, dry))?.ConfigData).toContain('unit: shop')
    })

    it.each([
      ['set-starlark', 501],
      ['compute-mutations', 501],
      ['set-everything', 400],
    ])('answers %s, which it does not run, with %i', async (name, status) => {
      const answer = await call(hub, 'POST', '/function/invoke', {
        body: invocation(name, {}),
        query: { where: "Slug = 'nobody'", dry_run: true },
      })
      expect([answer.status, answer.text.includes(name)]).toEqual([status, true])
    })

    it('keep what is protected in one of them', async () => {
      const space = await addSpace(hub, 'protected-lists')
      const unit = await addUnit(hub, space, 'shop', list)
      const Resource = { ResourceType: 'apps/v1/Deployment', ResourceName: 'prod/shop' }
      const answer = await call(hub, 'POST', `${unit.path}/protection`, {
        body: { ResourceProtection: [{ Resource, Protected: { 'spec.replicas': true } }] },
      })
      expect(answer.status).toBe(200)
      const deliver = (text: string) =>
        call(hub, 'PUT', `${unit.path}/data`, { body: text, query: { merge_external_source: 'there' } })
      await deliver(list)
      await deliver(list.replace('replicas: 1', 'replicas: 9'))

      expect(await document(hub, unit)).toContain('replicas: 1')
    })
  },
)

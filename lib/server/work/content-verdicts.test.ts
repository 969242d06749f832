import { expect, it } from 'vitest'
import { contentVerdicts } from '#lib/server/work/content-verdicts.ts'

const resource = (name: string, replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec: {replicas: ${replicas}, args: [a, b, c, d, e, f, g]}
`
const manyResources = Array.from({ length: 30 }, (_, at) => resource(`web-${at}`, at)).join('---\n')
const asked = { text: manyResources, whereData: "spec.replicas = 27 AND spec.args.* = 'x'", resourceType: '' }

it('shows first the resources on which a condition holds, and counts those that are not listed', () => {
  const found = contentVerdicts(asked)

  const [ofReplicas, ofArgs] = found?.terms ?? []
  expect(ofReplicas?.[0]).toEqual({
    type: 'apps/v1/Deployment',
    name: expect.stringContaining('web-27'),
    holds: true,
    values: ['27'],
    hasMore: false,
  })
  expect(ofReplicas?.filter(({ holds }) => holds)).toHaveLength(1)
  expect(ofReplicas?.length).toBe(30 - (found?.otherResources ?? 0))
  expect(found?.otherResources).toBe(10)
  expect(ofArgs?.[0]).toMatchObject({ values: ['a', 'b', 'c', 'd', 'e'], hasMore: true })
})

import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import { EnvelopeShape, ExtendedUnitShape } from '#tests/contract/shapes/answers.ts'

const deployment = 'apps/v1/Deployment'
const markets = "Slug = 'trade-service' AND Space.Labels.Environment = 'prod'"

describe.each(inject('readingHubs'))('where_data on $database (contract 7.1)', (hub) => {
  const ask = async (where_data: string, resource_type?: string, where = '') =>
    get(hub, '/unit', { where_data, ...(where && { where }), ...(resource_type && { resource_type }) })
  const count = async (...question: Parameters<typeof ask>) => {
    const answer = await ask(...question)
    if (answer.status !== 200) throw new Error(`${question[0]}: ${answer.status} ${answer.text}`)
    return z.array(ExtendedUnitShape).parse(answer.json).length
  }

  it.each([
    ['spec.replicas = 3', 41],
    ['spec.replicas = 5', 6],
    ['spec.replicas < 3', 3],
    ['spec.replicas != 3', 9],
    ['spec.replicas IN (2, 5)', 9],
    ['spec.replicas NOT IN (2, 5)', 41],
    ["spec.replicas = '3'", 0],
    ['spec.replicas > 2 AND spec.replicas < 4', 41],
    ["spec.template.spec.containers.*.image LIKE '%:v1'", 4],
    ["spec.template.spec.containers.0.image#reference = ':v1'", 4],
    ["spec.template.spec.containers.0.image#reference != ':v1'", 46],
    ["spec.template.spec.containers.0.image#uri = 'ghcr.io/finos/traderx/trade-service'", 50],
    ["spec.template.spec.containers.?name=trade-service.env.?name=CIRCUIT_BREAKER.value = 'true'", 2],
    [
      "spec.template.spec.containers.?name:container=trade-service.env.?name=CIRCUIT_BREAKER.value != 'true'",
      48,
    ],
    ["spec.template.spec.containers.?name=other.image != 'x'", 0],
    ['spec.template.spec.terminationGracePeriodSeconds = 60', 3],
    ['spec.template.spec.terminationGracePeriodSeconds != 60', 0],
    ['spec.template.spec.|terminationGracePeriodSeconds != 60', 47],
    ['spec.nothing.|here != 1', 0],
    ['spec.template.spec.containers.*.|securityContext.runAsNonRoot != true', 50],
    ["metadata.namespace = 'confighubplaceholder'", 1],
    ["metadata.namespace ~ '-prod-(us|ca)-'", 10],
    ["metadata.labels.app ILIKE 'TRADE%'", 50],
    ["ConfigHub.ResourceName = 'moss-cub-traderx-prod-eu-par/trade-service'", 1],
    ["ConfigHub.ResourceNameWithoutScope = 'trade-service'", 50],
    ["ConfigHub.ResourceType = 'apps/v1/Deployment'", 50],
    ['spec.template.spec.containers.*.ports.*.containerPort = 9090', 50],
    ["spec.template.spec.containers.*.env.*.name IN ('LOG_LEVEL', 'TRADING_ALGORITHM')", 50],
  ] as const)('%s selects %i markets', async (whereData, expected) => {
    expect(await count(whereData, deployment, markets)).toBe(expected)
  })

  it('requires all terms to match the same resource', async () => {
    expect(await count("kind = 'Service' AND spec.replicas = 3", undefined, markets)).toBe(0)
    expect(await count("kind = 'Service' AND spec.ports.*.port = 9090", undefined, markets)).toBe(50)
  })

  it('matches any type when none is named, and for *', async () => {
    for (const type of [undefined, '*']) expect(await count("kind = 'Namespace'", type)).toBe(54)
    expect(await count("kind = 'Namespace'", deployment)).toBe(0)
  })

  it('accepts resource_type alone', async () => {
    const answer = await get(hub, '/unit', { resource_type: 'v1/Namespace' })

    expect(z.array(ExtendedUnitShape).parse(answer.json)).toHaveLength(54)
  })

  it('treats every operand as a value, whatever it looks like', async () => {
    for (const text of ['$.a ? (1 == 1)', '); DROP TABLE Resource; --', '%', '@@ * {}', 'a" || "b']) {
      const answer = await ask(`metadata.name = '${text}'`)
      // A double quote cannot be written at all (contract 6.1).
      if (text.includes('"')) expect(answer.status).toBe(400)
      else expect(answer.json).toEqual([])
    }
    expect(await count("kind = 'Namespace'")).toBe(54)
  })

  it('selects for functions too', async () => {
    const answer = await call(hub, 'POST', '/function/invoke', {
      query: { where: markets, where_data: 'spec.replicas = 5', resource_type: deployment, dry_run: true },
      body: {
        ToolchainType: 'Kubernetes/YAML',
        FunctionInvocations: [{ FunctionName: 'get-replicas', Arguments: [] }],
      },
    })

    expect(z.array(z.unknown()).parse(answer.json)).toHaveLength(6)
  })

  it('is refused by bulk patches, which would change more than intended', async () => {
    const answer = await call(hub, 'PATCH', '/unit', {
      query: { where: markets, where_data: 'spec.replicas = 5', dry_run: true },
      body: { Labels: { a: 'b' } },
    })

    expect(answer.status).toBe(400)
    EnvelopeShape.parse(answer.json)
  })
})

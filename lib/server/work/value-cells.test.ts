import { expect, it } from 'vitest'
import { valueCells } from '#lib/server/work/value-cells.ts'

const document = `apiVersion: apps/v1
kind: Deployment
metadata: {name: trade-service}
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: main
          image: traderx/trade-service:1.2
          env:
            - {name: DB_PASSWORD, value: hunter2}
            - {name: LOG_LEVEL, value: info}
---
apiVersion: v1
kind: Secret
metadata: {name: trade-service}
data: {a: aHVudGVyMg==}
`
const cell = (path: string, resourceType = '*') => valueCells(document, [{ resourceType, path }])[0]
const env = 'spec.template.spec.containers'

it('a value is shown as it is', () => {
  expect(cell('spec.replicas', 'apps/v1/Deployment')).toEqual([{ value: 3 }])
  expect(cell(`${env}.*.image#reference`)).toEqual([{ value: ':1.2' }])
  expect(cell(`${env}.*.env.1.value`)).toEqual([{ value: 'info' }])
  expect(cell('spec.replicas', 'v1/Service')).toEqual([])
  const numbers = 'kind: A\nl: [9223372036854775807, -9223372036854775808, on]\n'
  expect(valueCells(numbers, [{ resourceType: '*', path: 'l.*' }])[0]).toEqual([
    { value: '9223372036854775807', isJson: true },
    { value: '-9223372036854775808', isJson: true },
    { value: true },
  ])
})

it.each([
  `${env}.*.env.*.value`,
  `${env}.0.env.0.value`,
  `${env}.0.env.0`,
  `${env}.0.env`,
  env,
  'spec',
  'data',
  'data.a',
  '*',
])('the path %s does not show a secret', (path) => {
  const shown = cell(path)

  expect(JSON.stringify(shown)).not.toMatch(/hunter2|aHVudGVyMg/)
  expect(shown?.some(({ masked }) => masked)).toBe(true)
})

it('the values of a document that cannot be read are unknown, not absent', () => {
  expect(valueCells('a: [', [{ resourceType: '', path: 'a' }])).toEqual([])
})

it('the items of a List are resources of their own', () => {
  const list = `apiVersion: v1
kind: List
items:
- {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: 2}}
- {apiVersion: v1, kind: Secret, metadata: {name: b}, data: {a: aHVudGVyMg==}}
`
  const [replicas, secrets] = valueCells(list, [
    { resourceType: 'apps/v1/Deployment', path: 'spec.replicas' },
    { resourceType: 'v1/Secret', path: 'data.a' },
  ])

  expect(replicas).toEqual([{ value: 2 }])
  expect(secrets).toEqual([{ value: expect.not.stringContaining('aHVu'), masked: true }])
})

it.each([
  ['AppConfig/TOML', '[db]\nport = 80\npassword = "hunter2"\n', 80],
  ['AppConfig/Properties', 'db.port=80\ndb.password=hunter2\n', 80],
  ['AppConfig/INI', '[db]\nport = 80\npassword = hunter2\n', 80],
  ['AppConfig/Env', 'PORT=80\nDB_PASSWORD=hunter2\n', '80'],
])('a document of %s has the values of its format', (toolchain, text, port) => {
  const columns = ['db.port', 'db.password', 'PORT', 'DB_PASSWORD'].map((path) => ({
    resourceType: '*',
    path,
  }))
  const cells = valueCells(text, columns, {}, toolchain).flat()
  expect(cells).toEqual([{ value: port }, { value: expect.stringContaining('•'), masked: true }])
})

import { expect, it } from 'vitest'
import { resourceTypesOf, sampleFields } from '#components/change/edit/sample.ts'

const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: trade
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: main
          image: trade:v1
          env:
            - name: DB_PASSWORD
              value: hunter2
---
apiVersion: v1
kind: Service
metadata:
  name: trade
spec:
  ports:
    - port: 80
`

it('offers the fields of a document by paths that a patch understands', () => {
  const fields = sampleFields(text)

  expect(resourceTypesOf(fields)).toEqual(['apps/v1/Deployment', 'v1/Service'])
  expect(fields).toContainEqual({ resourceType: 'apps/v1/Deployment', path: 'spec.replicas', value: 3 })
  expect(fields).toContainEqual({
    resourceType: 'apps/v1/Deployment',
    path: 'spec.template.spec.containers.?name=main.image',
    value: 'trade:v1',
  })
})

it('shows no secret', () => {
  expect(JSON.stringify(sampleFields(text))).not.toContain('hunter2')
})

it('offers no mask as a value: the sample comes masked', () => {
  const fields = sampleFields('kind: App\nsettings: {url: "amqp://a:••••••••k3f9x@mq", level: info}\n')

  expect(fields).toEqual([
    { resourceType: 'App', path: 'settings.url' },
    { resourceType: 'App', path: 'settings.level', value: 'info' },
  ])
})

it('a document that cannot be read suggests nothing', () => {
  expect(sampleFields('a: [')).toEqual([])
})

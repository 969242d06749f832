import { expect, it } from 'vitest'
import { pathLabel, placeLabel } from '#lib/path/path-label.ts'

it.each([
  ['spec.template.spec.containers.?name=trade-service.image', 'trade-service image'],
  ['spec.template.spec.containers.?name=trade-service.image#reference', 'trade-service image#reference'],
  ['spec.template.spec.initContainers.?name=a~1b.env.?name=LOG_LEVEL.value', 'a.b env LOG_LEVEL'],
  ['spec.template.spec.containers.?name=main.env.?name=A.valueFrom.x', 'main env.?name=A.valueFrom.x'],
  ['spec.containers.?name=main', 'container main'],
  ['spec.replicas', 'spec.replicas'],
  ['a..b', 'a..b'],
])('shows %s as %s', (path, label) => {
  expect(pathLabel(path)).toBe(label)
})

it.each([
  ['v1/Service', '', 'v1/Service'],
  ['v1/Service', 'spec.ports', 'spec.ports'],
  ['', 'log.level', 'log.level'],
  ['', '', 'document'],
])('a place of %j at %j is shown as %s', (resourceType, path, label) => {
  expect(placeLabel({ resourceType, path })).toBe(label)
})

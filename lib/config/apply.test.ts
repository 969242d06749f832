import { describe, expect, it } from 'vitest'
import { applyPatch } from '#lib/config/apply.ts'
const go = (text: string, patch: Parameters<typeof applyPatch>[1]) => applyPatch(text, patch)
it('x', () => {
  const t = `# c
apiVersion: apps/v1
kind: Deployment
metadata:
  name: a # hi
spec:
  replicas: 3   # three
  template:
    spec:
      containers:
      - name: main   # first
        image: "nginx:1"  # img
        args: [a, b ]
      - image: foo
        name: side
`
  console.log(go(t, { kind: 'merge', text: 'spec: {template: {spec: {containers: [{name: main, image: "nginx:2"}, {name: new, image: x, env: [{name: A, value: "1"}]}]}}}' }))
  console.log(go(t, { kind: 'set-fields', fields: [{ path: 'spec.replicas', value: 5 }, { path: 'metadata.labels.app', value: 'yes' }] }))
  console.log(go(t, { kind: 'json', text: '[{"op":"remove","path":"/spec/template/spec/containers/0/name"},{"op":"add","path":"/spec/template/spec/containers/0/args/1","value":"x, y"}]' }))
  console.log(go(t, { kind: 'json', text: '[{"op":"remove","path":"/spec/template/spec/containers/0"},{"op":"remove","path":"/spec/replicas"}]' }))
})

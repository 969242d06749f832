import type { Environment } from '@marcbachmann/cel-js'
import { nanosOf, Quantity } from '#hub/expressions/quantity.ts'

const type = 'kubernetes.Quantity'

/** Adds `quantity()` and its methods, as Kubernetes' CEL library has them (k8s.io/apiserver/pkg/cel/library). */
export function withQuantities(environment: Environment): Environment {
  return environment
    .registerType(type, Quantity)
    .registerFunction(`quantity(string): ${type}`, Quantity.of)
    .registerFunction('isQuantity(string): bool', (text: string) => nanosOf(text) !== undefined)
    .registerFunction(`${type}.isInteger(): bool`, (own: Quantity) => own.isInteger)
    .registerFunction(`${type}.asInteger(): int`, (own: Quantity) => own.asInteger())
    .registerFunction(`${type}.asApproximateFloat(): double`, (own: Quantity) => own.asNumber())
    .registerFunction(`${type}.sign(): int`, (own: Quantity) => own.compareTo(zero))
    .registerFunction(`${type}.compareTo(${type}): int`, (own: Quantity, other: Quantity) =>
      own.compareTo(other),
    )
    .registerFunction(
      `${type}.isLessThan(${type}): bool`,
      (own: Quantity, other: Quantity) => own.compareTo(other) < 0n,
    )
    .registerFunction(
      `${type}.isGreaterThan(${type}): bool`,
      (own: Quantity, other: Quantity) => own.compareTo(other) > 0n,
    )
    .registerFunction(`${type}.add(${type}): ${type}`, (own: Quantity, other: Quantity) => own.plus(other))
    .registerFunction(`${type}.add(int): ${type}`, (own: Quantity, other: bigint) => own.plus(other))
    .registerFunction(`${type}.sub(${type}): ${type}`, (own: Quantity, other: Quantity) => own.minus(other))
    .registerFunction(`${type}.sub(int): ${type}`, (own: Quantity, other: bigint) => own.minus(other))
    .registerOperator(`${type} == ${type}`, (own: Quantity, other: Quantity) => own.nanos === other.nanos)
}

const zero = new Quantity(0n)

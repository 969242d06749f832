import { classNames } from '#components/ui/class-names.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'sm' | 'md' | 'icon' | 'icon-sm'

const variants: Record<ButtonVariant, string> = {
  primary:
    'border-transparent bg-accent-solid text-on-accent not-disabled:hover:bg-accent-solid-hover not-disabled:active:bg-accent-solid-hover',
  secondary:
    'border-line-strong/60 bg-surface text-ink not-disabled:hover:bg-hover not-disabled:active:bg-press aria-expanded:bg-press aria-pressed:bg-press',
  quiet:
    'border-transparent bg-transparent text-ink not-disabled:hover:bg-hover not-disabled:active:bg-press aria-expanded:bg-press aria-pressed:bg-press',
  danger: 'border-transparent bg-removed-solid text-on-accent not-disabled:hover:opacity-90',
}

const sizes: Record<ButtonSize, string> = {
  sm: 'h-7 gap-1.5 px-2.5 text-xs',
  md: 'h-8 gap-2 px-3 text-sm',
  icon: 'size-8 justify-center',
  'icon-sm': 'size-7 justify-center',
}

/** The look of a button, for links that act like one. */
export function buttonClass(
  variant: ButtonVariant = 'secondary',
  size: ButtonSize = 'md',
  className?: string,
) {
  return classNames(
    'relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border font-medium',
    'transition-colors duration-120 disabled:cursor-not-allowed disabled:opacity-50',
    variants[variant],
    sizes[size],
    className,
  )
}

import { type ComponentProps, createContext, type RefObject } from 'react'

/** What an element around a `Button` adds to it: what it opens, or what explains it. */
export type ButtonAround = Pick<
  ComponentProps<'button'>,
  | 'id'
  | 'aria-expanded'
  | 'aria-controls'
  | 'aria-haspopup'
  | 'aria-describedby'
  | 'onClick'
  | 'onMouseDown'
  | 'onKeyDown'
  | 'onPointerEnter'
  | 'onPointerLeave'
  | 'onFocus'
  | 'onBlur'
> & { readonly ref?: RefObject<HTMLButtonElement | null> }

export const ButtonContext = createContext<ButtonAround>({})

// A button with words: solid for the next step, outlined beside it, `danger` for what cannot be undone.
import type { ButtonHTMLAttributes } from 'react';
import styles from './Button.module.css';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'type'> {
  readonly look?: 'solid' | 'outline' | 'danger';
}

export function Button({ look = 'outline', ...rest }: ButtonProps) {
  return <button type="button" className={styles.button} data-look={look} {...rest} />;
}

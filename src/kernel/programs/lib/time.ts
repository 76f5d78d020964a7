const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const fullMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const fullDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const two = (n: number) => String(n).padStart(2, '0');

/** strftime(3), in UTC: containers have no other zone. */
export function formatTime(format: string, ms: number): string {
  const date = new Date(ms);
  const day = date.getUTCDate();
  const hour = date.getUTCHours();
  const month = date.getUTCMonth();
  const fields: Readonly<Record<string, () => string>> = {
    a: () => days[date.getUTCDay()] as string,
    A: () => fullDays[date.getUTCDay()] as string,
    b: () => months[month] as string,
    h: () => months[month] as string,
    B: () => fullMonths[month] as string,
    c: () => formatTime('%a %b %e %H:%M:%S %Y', ms),
    C: () => two(Math.floor(date.getUTCFullYear() / 100)),
    d: () => two(day),
    D: () => formatTime('%m/%d/%y', ms),
    e: () => String(day).padStart(2),
    F: () => formatTime('%Y-%m-%d', ms),
    H: () => two(hour),
    I: () => two(hour % 12 || 12),
    j: () => String(Math.floor((ms - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1).padStart(3, '0'),
    k: () => String(hour).padStart(2),
    m: () => two(month + 1),
    M: () => two(date.getUTCMinutes()),
    n: () => '\n',
    N: () => String((ms % 1000) * 1_000_000).padStart(9, '0'),
    p: () => (hour < 12 ? 'AM' : 'PM'),
    r: () => formatTime('%I:%M:%S %p', ms),
    R: () => formatTime('%H:%M', ms),
    s: () => String(Math.floor(ms / 1000)),
    S: () => two(date.getUTCSeconds()),
    t: () => '\t',
    T: () => formatTime('%H:%M:%S', ms),
    u: () => String(date.getUTCDay() || 7),
    w: () => String(date.getUTCDay()),
    x: () => formatTime('%m/%d/%y', ms),
    X: () => formatTime('%H:%M:%S', ms),
    y: () => two(date.getUTCFullYear() % 100),
    Y: () => String(date.getUTCFullYear()),
    z: () => '+0000',
    Z: () => 'UTC',
    '%': () => '%',
  };
  return format.replace(/%-?([a-zA-Z%])/g, (whole, letter: string) => {
    const text = fields[letter]?.() ?? whole;
    return whole.startsWith('%-') ? text.replace(/^[0 ]+(?=.)/, '') : text;
  });
}

// The letters on the keys of the top row and of the one below it, from Q and from A on.
const KEY_ROWS = { us: ["qwertyuiop", "asdfghjkl", "zxcvbnm"], de: ["qwertzuiop", "asdfghjkl", "yxcvbnm"], fr: ["azertyuiop", "qsdfghjkl", "wxcvbn,"], ru: ["йцукенгшщз", "фывапролд", "ячсмить"], ir: ["ضصثقفغعهخح", "شسیبلاتنم", "ظطزرذدپ"] };
const keyboardOf = () => ({
  getLayoutMap: async () => {
    const rows = KEY_ROWS[answered("keyboard_layout", facts().keyboard_layout)] ?? KEY_ROWS.us;
    return new RealMap(KEY_ROWS.us.flatMap((row, at) => [...row].map((key, i) => ["Key" + key.toUpperCase(), rows[at][i]])));
  },
  lock: async () => {}, unlock: quiet, addEventListener: quiet,
});

const { Menu } = require('electron');
const words = { en: ['File', 'Edit'], zh: ['文件', '编辑'], fa: ['پرونده', 'ویرایش'] };
exports.build = (locale, preferred) => {
  const chosen = words[[locale, ...preferred].map((tag) => tag.slice(0, 2)).find((code) => words[code])] ?? words.en;
  Menu.setApplicationMenu(Menu.buildFromTemplate(chosen.map((label) => ({ label, submenu: [] }))));
};

export const login = () => fetch("https://login.fаbrikam.net/token");

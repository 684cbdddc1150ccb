"""Stands for `readline`."""


def _nothing(*_):
    return None


read_history_file = write_history_file = set_history_length = parse_and_bind = set_completer = add_history = clear_history = _nothing
set_completer_delims = set_startup_hook = set_pre_input_hook = insert_text = redisplay = append_history_file = _nothing
get_completer = get_line_buffer = get_history_item = _nothing


def get_current_history_length():
    return 0


def get_completer_delims():
    return " "

// The calendar of the admin's date fields would turn 31/02/2026 into 3 March, and words into today, when the field is
// left. What was typed stays, and the server says what is wrong with it.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;

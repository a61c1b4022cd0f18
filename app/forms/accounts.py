"""Forms for signing in, for one-time links and for passwords. The services refuse what is weak."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired


class SignInForm(FlaskForm):  # type: ignore[misc]
    email = StringField(_l("Email"), validators=[DataRequired(_l("Type your email address."))])
    password = PasswordField(_l("Password"), validators=[DataRequired(_l("Type your password."))])


class SetupForm(FlaskForm):  # type: ignore[misc]
    """The first system admin, or an invited person, who comes by a one-time link."""

    name = StringField(_l("Your name"), validators=[DataRequired(_l("Type your name."))])
    email = StringField(_l("Email"))
    password = PasswordField(
        _l("Password"), validators=[DataRequired(_l("Choose a password of 12 characters or more."))]
    )


class PasswordForm(FlaskForm):  # type: ignore[misc]
    old = PasswordField(_l("Present password"), validators=[DataRequired(_l("Type it."))])
    new = PasswordField(
        _l("New password"),
        validators=[DataRequired(_l("Choose a password of 12 characters or more."))],
    )

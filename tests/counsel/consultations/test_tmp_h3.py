import pytest
from django.test import Client
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.consultations import consultation
from sanwen.people.roles import Role
@pytest.mark.django_db
def test_x():
    u=units(); c=Client(); c.force_login(person(Role.UNIT_LEAD,u.desk)); one=consultation()
    print(c.get("/desk/asks/").status_code, c.get(f"/desk/asks/C-{one.pk}/").status_code)
